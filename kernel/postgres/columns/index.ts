export { checkValue } from "../../product/checkValue.ts";
export { decode, encode, storedText } from "./codec.ts";
export { isSealed, parameterType, sqlType, type StoredField } from "./storedForm.ts";
