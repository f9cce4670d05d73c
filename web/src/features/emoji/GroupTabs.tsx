import { useRef } from 'react'

import { useTexts } from '../../i18n/texts'
import type { Section } from './rows'

/** As the icons of ui/Icon.tsx: outlines on a 20 x 20 grid. They come with the picker and not before. */
const kPaths: Record<Exclude<Section, 'found'>, string> = {
  frequent: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 6v4l2.5 1.8',
  custom: 'M10 2.8l1.8 4.3 4.4.5-3.3 3 .9 4.5L10 12.9l-3.8 2.2.9-4.5-3.3-3 4.4-.5L10 2.8z',
  'smileys-emotion':
    'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM7 11.5a3.4 3.4 0 0 0 6 0M7.7 7.8v.4M12.3 7.8v.4',
  'people-body':
    'M10 9a2.9 2.9 0 1 0 0-5.8A2.9 2.9 0 0 0 10 9zM4.2 17v-1a4.5 4.5 0 0 1 4.5-4.5h2.6a4.5 4.5 0 0 1 4.5 4.5v1',
  'animals-nature':
    'M10 10.4c-2.3 0-4.2 1.8-4.2 3.7 0 2.7 2.7 1.7 4.2 1.700s4.2 1 4.2-1.700c0-1.9-1.9-3.7-4.2-3.700zM3.1 9a1.2 1.5 0 1 0 2.4 0a1.2 1.5 0 1 0-2.4 0zM6.7 5.5a1.2 1.5 0 1 0 2.4 0a1.2 1.5 0 1 0-2.4 0zM10.9 5.5a1.2 1.5 0 1 0 2.4 0a1.2 1.5 0 1 0-2.4 0zM14.5 9a1.2 1.5 0 1 0 2.4 0a1.2 1.5 0 1 0-2.4 0z',
  'food-drink':
    'M4 8.5h9.5V12a4 4 0 0 1-4 4H8a4 4 0 0 1-4-4V8.5zM13.5 9.5h1a2 2 0 0 1 0 4h-1.2M7 3.5v2M10.5 3.5v2',
  'travel-places':
    'M8.6 11.6L3.5 13v-1.6l5.1-3.7V4.2a1.4 1.4 0 0 1 2.8 0v3.5l5.1 3.7V13l-5.1-1.4v3.1l1.6 1.2v1.1L10 16.3 7 17v-1.1l1.6-1.2v-3.1z',
  activities:
    'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM4.8 5.3c3 2.4 3 7 0 9.4M15.2 5.3c-3 2.4-3 7 0 9.4',
  objects: 'M8 14.2c0-1.6-2.7-2.6-2.7-6a4.7 4.7 0 0 1 9.4 0c0 3.4-2.7 4.4-2.7 6H8zM8.3 17h3.4',
  symbols:
    'M10 16.5S3.2 12.6 3.2 7.8a3.6 3.6 0 0 1 6.8-1.7 3.6 3.6 0 0 1 6.8 1.7c0 4.8-6.8 8.7-6.8 8.7z',
  flags: 'M5 17.2V3.2M5 4c3.6-1.8 6 1.6 10.5 0v7.4c-4.5 1.6-6.9-1.8-10.5 0',
}

interface GroupTabsProps {
  sections: readonly Section[]
  /** null: none, while one searches. */
  chosen: Section | null
  /** The id of what they lead around in. */
  controls: string
  onChoose(section: Section): void
}

export function GroupTabs({ sections, chosen, controls, onChoose }: GroupTabsProps) {
  const texts = useTexts().emoji
  const ref = useRef<HTMLDivElement>(null)
  const at = chosen === null ? 0 : Math.max(0, sections.indexOf(chosen))
  const onKeyDown = (event: React.KeyboardEvent) => {
    const forward = document.documentElement.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight'
    const count = sections.length
    const to =
      event.key === 'Home'
        ? 0
        : event.key === 'End'
          ? count - 1
          : event.key === 'ArrowLeft' || event.key === 'ArrowRight'
            ? (at + (event.key === forward ? 1 : -1) + count) % count
            : -1
    if (to < 0) return
    event.preventDefault()
    ref.current!.querySelectorAll<HTMLElement>('[role=tab]')[to]?.focus()
    onChoose(sections[to]!)
  }
  return (
    <div ref={ref} className="emoji-tabs" role="tablist" aria-label={texts.groupTabs}>
      {sections.map((section, index) => {
        const name = section === 'found' ? '' : texts.groups[section]
        return (
          <button
            key={section}
            type="button"
            role="tab"
            className="emoji-tab"
            aria-label={name}
            title={name}
            aria-selected={section === chosen}
            aria-controls={controls}
            tabIndex={index === at ? 0 : -1}
            onKeyDown={onKeyDown}
            onClick={() => onChoose(section)}
          >
            <svg
              className="icon"
              width={20}
              height={20}
              viewBox="0 0 20 20"
              fill="none"
              stroke="currentColor"
              strokeWidth={1.5}
              strokeLinecap="round"
              strokeLinejoin="round"
              aria-hidden="true"
              focusable="false"
            >
              <path d={kPaths[section as Exclude<Section, 'found'>]} />
            </svg>
          </button>
        )
      })}
    </div>
  )
}
