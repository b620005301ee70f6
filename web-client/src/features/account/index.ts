export { ChooseName } from "./ChooseName";
export { SignIn } from "./SignIn";
export { Welcome } from "./Welcome";
