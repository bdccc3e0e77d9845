/** Every word of the library. */
export const libraryStrings = {
  actions: {
    details: 'Details…',
    move: 'Move to folder…',
  },
} as const
