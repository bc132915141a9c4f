/**
 * What the places that show Markdown take at most, in bytes of UTF-8. GitHub's comments and Bitbucket's are counted in
 * characters, and a character is never more than its bytes; GitHub drops a step summary above 1 MiB whole. GitLab
 * documents 1,000,000 characters for a note, and 150,000 is what Azure DevOps takes; both are held to the smaller.
 */
export const markdownBudgets = {
  github: 65_536,
  'step-summary': 1_048_576,
  gitlab: 150_000,
  azure: 150_000,
  bitbucket: 32_768,
} as const
export type MarkdownPlace = keyof typeof markdownBudgets
