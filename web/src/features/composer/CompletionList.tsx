import { useTexts } from '../../i18n/texts'
import type { Completion } from './useCompletion'

import './completion.css'

/** The suggestions above the box that one writes in. */
export function CompletionList({ completion }: { completion: Completion }) {
  const texts = useTexts().emoji
  const { id, suggestions, active, setActive, take } = completion
  return (
    <>
      <p className="hidden-visually" role="status">
        {suggestions.length > 0 && texts.suggested(suggestions.length)}
      </p>
      {suggestions.length > 0 && (
        <div className="completion" role="listbox" id={id} aria-label={texts.suggestions}>
          {suggestions.map((suggestion, index) => (
            // Keys are heard by the box.
            // eslint-disable-next-line jsx-a11y/click-events-have-key-events
            <div
              key={suggestion.key}
              id={`${id}-${index}`}
              className="completion-one"
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              ref={index === active ? scrollNear : undefined}
              onMouseMove={() => setActive(index)}
              // The focus stays where one writes.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => take(index)}
            >
              <span className="completion-picture">{suggestion.picture}</span>
              <span className="completion-label clip">{suggestion.label}</span>
              {suggestion.detail !== undefined && (
                <span className="completion-detail clip">{suggestion.detail}</span>
              )}
            </div>
          ))}
        </div>
      )}
    </>
  )
}

function scrollNear(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' })
}
