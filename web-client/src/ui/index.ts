export { Avatar } from "./Avatar";
export { Button, IconButton } from "./Button";
export { Empty } from "./Empty";
export { Pane } from "./Pane";
export { Bone } from "./Skeleton";
export { Spinner } from "./Spinner";
export { TextField } from "./TextField";
export { Toasts, toast } from "./Toasts";
export * from "./time";
