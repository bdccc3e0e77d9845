/**
 * A file name that is shortened in the middle: its end and extension stay visible. The element's text is the whole
 * name.
 */
export function MiddleName({ name }: { name: string }) {
  const cut = tailStart(name)
  return (
    <span class="middle-name" title={name}>
      <span class="middle-head">{name.slice(0, cut)}</span>
      <span class="middle-tail">{name.slice(cut)}</span>
    </span>
  )
}

// Helpers

/** Characters of the stem kept with the extension: enough to tell "…-01.jpg" from "…-02.jpg". */
const STEM_KEPT = 4
const SHORT = 14
const LONGEST_EXTENSION = 8

/** Shared: creating one takes longer than segmenting a hundred names. */
const segmenter = new Intl.Segmenter('en')

function tailStart(name: string): number {
  if (name.length <= SHORT) return name.length
  const dot = name.lastIndexOf('.')
  const stem = dot > 0 && name.length - dot <= LONGEST_EXTENSION ? dot : name.length
  const letters = [...segmenter.segment(name.slice(0, stem))]
  return letters.at(-STEM_KEPT)?.index ?? stem
}
