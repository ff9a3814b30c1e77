/** The answer, or a rejection when there is none after so many milliseconds, if any are given. */
export async function withDeadline<Answer>(
  answer: Promise<Answer>,
  deadlineMs: number | undefined,
): Promise<Answer> {
  if (deadlineMs === undefined) return answer;
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${deadlineMs} ms`)), deadlineMs);
  });
  try {
    return await Promise.race([answer, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
