/** Six colours that stay apart for colour-blind eyes, on light and on dark ground, in the order charts use them. */
export const chartColours = {
  light: ['#a8470f', '#1f6f8b', '#7a5ea8', '#8a6d00', '#3d7a4e', '#b0527a'],
  dark: ['#f0945a', '#62b6cf', '#b7a0de', '#d8b64a', '#7fbf8f', '#e497b8'],
} as const;
