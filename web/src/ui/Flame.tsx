/** The mark of the house. */
export function Flame({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect className="flame-ground" width="32" height="32" rx="9" />
      <path
        className="flame-outer"
        d="M16.6 5.5c.5 3.6 5.9 6.1 5.9 12.1a6.5 6.5 0 0 1-13 0c0-2.7 1.3-4.3 2.7-5.7.2 1.5.9 2.4 1.9 2.9-.4-3.9.6-7 2.5-9.3z"
      />
      <path
        className="flame-inner"
        d="M16.1 17c.3 1.5 2.2 2.3 2.2 4.3a2.3 2.3 0 0 1-4.6 0c0-1.7 1.7-2.3 2.4-4.3z"
      />
    </svg>
  )
}
