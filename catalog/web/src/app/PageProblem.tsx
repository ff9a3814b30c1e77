import { useRouter } from "@tanstack/react-router";
import { WifiOff } from "lucide-react";
import { Button } from "../ui/Button.tsx";
import { State } from "../ui/State.tsx";

/**
 * In place of a page that could not be shown: most often its files cannot be had, because the gateway is away or
 * serves newer ones. Loading anew helps in both cases.
 */
export function PageProblem({ reset }: { reset: () => void }) {
  const router = useRouter();
  const again = () => {
    reset();
    void router.invalidate();
  };
  return (
    <State
      isPage
      alert
      icon={WifiOff}
      title="This page cannot be shown right now"
      actions={
        <>
          <Button kind="primary" onClick={() => window.location.reload()}>
            Load it anew
          </Button>
          <Button onClick={again}>Try again</Button>
        </>
      }
    >
      Its files cannot be had. The gateway may be restarting, or serve a newer version by now.
    </State>
  );
}
