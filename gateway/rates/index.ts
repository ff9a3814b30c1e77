export { type Admission, type ConsumerRates, consumerRates } from "./consumerRates.ts";
export { rateRefusal, type RateExceeded } from "./rateExceeded.ts";
export { DEFAULT_RATES, type RateSettings, readRates } from "./rateSettings.ts";
