// Picks the form of a word for a number by the rules of a language.
export type Forms = { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>

const rules = new Map<string, Intl.PluralRules>()

/** `#` in the form becomes the number, written as the language writes it. */
export function plural(language: string, n: number, forms: Forms): string {
  let rule = rules.get(language)
  if (rule === undefined) rules.set(language, (rule = new Intl.PluralRules(language)))
  const form = forms[rule.select(n)] ?? forms.other
  return form.replace('#', new Intl.NumberFormat(language).format(n))
}

/** "Ana, Ben and Chloé" */
export function listed(language: string, names: readonly string[]): string {
  return new Intl.ListFormat(language, { style: 'long', type: 'conjunction' }).format(names)
}
