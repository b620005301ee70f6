export { ConversationList } from "./ConversationList";
export { EmailFinder } from "./EmailFinder";
export { isOnline, personName, titleOf, typingText } from "./preview";
export { useFindPerson } from "./useFindPerson";
