// Which dialog lies over everything.
import { create } from 'zustand'

export type Overlay = 'none' | 'switcher' | 'new_message' | 'new_group' | 'browse_groups' | 'search'

export const useOverlay = create<{ overlay: Overlay }>(() => ({ overlay: 'none' }))

export function openOverlay(overlay: Overlay): void {
  useOverlay.setState({ overlay })
}

export function closeOverlay(): void {
  useOverlay.setState({ overlay: 'none' })
}
