/** Words that texts for people avoid, each with the word that the glossary has instead. */

export interface BannedForm {
  readonly form: RegExp
  /** The glossary's word. */
  readonly instead: string
}

/** By language; German words are in `.github/docs/german-terms.md`. */
export const BANNED_FORMS = {
  en: [
    { form: /\b(your|this|the|a|each|last|first|in) drop\b/i, instead: 'upload' },
    { form: /(?<!\b(server|email|IP) )\baddress(es)?\b/i, instead: 'URL' },
    { form: /\btakes\b|\bnot taken\b|\btake (no|more)\b|\btook\b/i, instead: 'accepts' },
    { form: /\b(go|goes|going|went|gone) on\b/i, instead: 'continues, resumes' },
    { form: /\btaken? up\b/i, instead: 'resumed' },
    { form: /\bcalls?\b/i, instead: 'request' },
    { form: /\bmakes?\b(?! sure)|\bmaking\b|\bmade\b/i, instead: 'create' },
    { form: /\btwice\b/i, instead: 'duplicate' },
    { form: /\b(lie|lies|lay|lying)\b/i, instead: 'is in' },
    { form: /\bput(s|ting)? (it |them )?away\b/i, instead: 'dismiss' },
    { form: /\b(by|of) (itself|themselves)\b/i, instead: 'automatically' },
    { form: /\b(tell|ask|to) whoever\b(?! set it up)|\bwhoever (runs|has)\b/i, instead: 'admin' },
    { form: /\breceipt\b/i, instead: 'upload report' },
    { form: /\bput in order\b/i, instead: 'clean up' },
    { form: /\bneeds? you\b/i, instead: 'needs attention' },
    { form: /\b(answers?|answered)\b/i, instead: 'responds' },
    { form: /\brefused?\b/i, instead: 'rejected' },
    { form: /\bwithdrawn\b/i, instead: 'revoked' },
    { form: /\bleft out\b|\bleave out\b/i, instead: 'skip' },
    { form: /\bsame bytes\b/i, instead: 'identical' },
    { form: /\bnot begun\b|\bhave begun\b/i, instead: 'not started' },
    { form: /\bgarbled\b|\bbroke off\b|\bpermit\b/i, instead: 'the usual word' },
    { form: /\banew\b/i, instead: 'again' },
    { form: /\bin the midst\b|\btime and again\b|\bis told\b/i, instead: 'plain words' },
  ],
  de: [
    { form: /\b(Sie|Ihnen|Ihr|Ihre[mnrs]?)\b/, instead: 'du' },
    { form: /(?<!-)\bAdressen?\b/, instead: 'URL' },
    { form: /\b(nimmt|nehmen|nahm|genommen)\b(?! an)/, instead: 'akzeptiert' },
    { form: /\b(von|aus) selbst\b/, instead: 'automatisch' },
    { form: /\bgeht (es )?weiter\b/, instead: 'wird fortgesetzt' },
    { form: /\bAufrufe?n?\b/, instead: 'Anfrage' },
    { form: /\b[Aa]n(zu)?legen\b|\bangelegt\b/, instead: 'erstellen' },
    { form: /\b[Dd]oppelt\b/, instead: 'Duplikat' },
    { form: /\b(liegt|liegen|lag|lagen)\b/, instead: 'ist in' },
    { form: /\b[Ww]egräumen\b/, instead: 'ausblenden' },
    { form: /\b(dem, der|wer den Server|Wer ihn)\b/, instead: 'Admin' },
    { form: /\bBelege?\b/, instead: 'Upload-Bericht' },
    { form: /\b([Aa]us(zu)?lassen|ausgelassen)\b/, instead: 'überspringen' },
    { form: /\bgleichen? Bytes\b|\bdieselben Bytes\b/, instead: 'identisch' },
    { form: /\bin dieser Auswahl\b|\bDurchgang\b/, instead: 'Upload' },
    { form: /\bSite\b/, instead: 'Website' },
    { form: /\bAlternativtexte?\b/, instead: 'Alt-Text' },
    { form: /\bPause\b/, instead: 'Anfragelimit' },
  ],
} as const satisfies Record<string, readonly BannedForm[]>

/** The problems of a text, as "found → instead"; empty if there are none. */
export function bannedIn(text: string, language: keyof typeof BANNED_FORMS): readonly string[] {
  return BANNED_FORMS[language].flatMap(({ form, instead }) => {
    const found = form.exec(text)?.[0]
    return found === undefined ? [] : `${found} → ${instead}`
  })
}
