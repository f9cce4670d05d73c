// Small things kept in localStorage. A browser that keeps nothing is no reason to fail.
export function readKept<T>(name: string, otherwise: T): T {
  try {
    const text = localStorage.getItem(`hearth.${name}`)
    return text === null ? otherwise : (JSON.parse(text) as T)
  } catch {
    return otherwise
  }
}

export function keep(name: string, value: unknown): void {
  try {
    if (value === undefined) localStorage.removeItem(`hearth.${name}`)
    else localStorage.setItem(`hearth.${name}`, JSON.stringify(value))
  } catch {
    // Full, or forbidden.
  }
}
