import { useEffect, useState } from 'preact/hooks'
import { assetTypeOf, extensionOf, LARGEST_BYTES } from '../../../core/limits.ts'

/**
 * A thumbnail of the file if the browser can show one, else its type in letters. Its object URL exists only until the
 * picture has loaded.
 */
export function Thumb({ file, name }: { file: Blob; name: string }) {
  const [url, setUrl] = useState<string>()
  const type = assetTypeOf(name)
  const showable = type?.kind === 'image' && file.size <= LARGEST_BYTES
  useEffect(() => {
    if (!showable) return undefined
    let made: string | undefined
    const timer = setTimeout(() => {
      // The type comes from the name: files from archives and old systems have none, and <img> needs it for SVG.
      const typed = file.type === type.mime ? file : file.slice(0, file.size, type.mime)
      made = URL.createObjectURL(typed)
      setUrl(made)
    }, SETTLE_MS)
    return () => {
      clearTimeout(timer)
      if (made !== undefined) URL.revokeObjectURL(made)
    }
  }, [file, showable, type?.mime])
  const done = () => url !== undefined && URL.revokeObjectURL(url)
  return (
    <span class={`thumb ${type?.kind ?? 'unknown'}`} aria-hidden="true">
      {url === undefined ? (
        <span class="thumb-type">{extensionOf(name).slice(0, 4) || '?'}</span>
      ) : (
        <img
          src={url}
          alt=""
          decoding="async"
          draggable={false}
          onLoad={done}
          onError={() => {
            done()
            setUrl(undefined)
          }}
        />
      )}
    </span>
  )
}

// Helpers

/** Milliseconds before decoding, so that rows scrolled past are not decoded. */
const SETTLE_MS = 60
