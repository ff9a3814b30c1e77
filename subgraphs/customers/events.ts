import { event, personal, subject, z } from "@datamesh/kernel";

const customerId = subject(z.string().min(1).max(100));
const name = personal(z.string().min(1).max(200));
const email = personal(z.email().max(320));
const nationalId = personal(z.string().min(4).max(50));
const birthDate = personal(z.iso.date());
const country = z.string().regex(/^[A-Z]{2}$/, "must be an ISO 3166-1 alpha-2 code");
const segment = z.enum(["retail", "private", "sme", "corporate"]);

export const CustomerRegistered = event("CUSTOMER_REGISTERED", {
  description: "Somebody became a customer.",
  data: { customerId, name, email, nationalId, birthDate, country, segment },
});

export const ProfileUpdated = event("PROFILE_UPDATED", {
  description: "Parts of a customer's profile changed; absent parts stayed as they were.",
  data: {
    customerId,
    name: name.optional(),
    email: email.optional(),
    country: country.optional(),
    segment: segment.optional(),
  },
});

export const CustomerClosed = event("CUSTOMER_CLOSED", {
  description: "A customer left the bank.",
  data: { customerId, reason: z.string().max(200).optional() },
});
