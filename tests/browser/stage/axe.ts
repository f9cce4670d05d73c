// What axe finds on a page that keeps somebody from using it.
import { AxeBuilder } from '@axe-core/playwright'

import type { Window } from './windows'

export async function seriousFaults({ page }: Window): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    // In this page alone: the other mode opens one more for each look.
    .setLegacyMode()
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
}
