/** The bounds that clients and servers share; the largest values still accepted. */
export const limits = {
  textCharacters: 4000,
  nameCharacters: 60,
  titleCharacters: 80,
  emailCharacters: 254,
  membersPerRequest: 100,
  pageEntries: 100,
  pageChats: 100,
  helloCursors: 200,
  watchedUsers: 200,
} as const;

/** Characters as the servers count them: code points. */
export const countCharacters = (text: string): number => {
  let count = 0;
  for (const _ of text) count++;
  return count;
};
