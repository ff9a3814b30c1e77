/** How many requests may be asked again. */
export interface BudgetSettings {
  /** For each request so much of another, 0 to 1. */
  readonly share: number;
  /** How many can be saved up; so many are there at the start. */
  readonly most: number;
}

/**
 * A token bucket filled by requests, not by time: when much fails, asking again adds this share to the load and no
 * more, so that a subgraph in trouble is not drowned by its own callers (Google, Site Reliability Engineering, 22).
 */
export class RetryBudget {
  private tokens: number;

  constructor(private readonly settings: BudgetSettings) {
    this.tokens = settings.share > 0 ? settings.most : 0;
  }

  /** Counts a request that is asked for the first time. */
  earn(): void {
    this.tokens = Math.min(this.settings.most, this.tokens + this.settings.share);
  }

  /** Whether one may be asked again, which is then paid for. */
  spend(): boolean {
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}
