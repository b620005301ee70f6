export { ConnectionBanner } from "./ConnectionBanner";
