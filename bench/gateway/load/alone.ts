/** Puts load on addresses, in a process that does nothing else and sleeps while it waits. */
import { answerPlans } from "./answerPlans.ts";

answerPlans({ spins: false });
