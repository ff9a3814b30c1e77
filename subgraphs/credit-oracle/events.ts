import { event, subject, z } from "@datamesh/kernel";

export const CreditScored = event("CREDIT_SCORED", {
  description: "A model scored a customer.",
  data: {
    customerId: subject(z.string().min(1).max(100)),
    score: z.int().min(0).max(1000),
    confidence: z.number().min(0).max(1),
    inferenceId: z.string().min(1).max(100),
    modelVersion: z.string().min(1).max(50),
  },
});
