/** JSON that was written elsewhere and is passed on as it is. */
export class RawJson {
  constructor(readonly text: string | Buffer) {}

  /** What it says, for whoever has to know. */
  read(): unknown {
    return JSON.parse(this.text.toString()) as unknown;
  }
}
