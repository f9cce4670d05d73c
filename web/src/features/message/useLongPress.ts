import { useRef } from 'react'

const kLong = 450
/** A finger that goes further (px) than this scrolls. */
const kStill = 10

/**
 * Calls `what` when a finger rests on the element. For the element's props. `instead`: the element is a link, and what is
 * opened stands in the place of the browser's own menu, for a mouse as well.
 */
export function useLongPress(what: () => void, instead = false) {
  const press = useRef({ timer: 0, x: 0, y: 0, isTouch: false, isLong: false })
  const end = () => window.clearTimeout(press.current.timer)
  const fire = () => {
    press.current.isLong = true
    what()
  }
  return {
    onPointerDown: (event: React.PointerEvent) => {
      end()
      // What can be pressed itself has a meaning of its own.
      const isTouch =
        event.pointerType === 'touch' &&
        (instead || (event.target as Element).closest('a, button, dialog') === null)
      const timer = isTouch ? window.setTimeout(fire, kLong) : 0
      press.current = { timer, x: event.clientX, y: event.clientY, isTouch, isLong: false }
    },
    onPointerMove: (event: React.PointerEvent) => {
      const { x, y } = press.current
      if (Math.hypot(event.clientX - x, event.clientY - y) > kStill) end()
    },
    onPointerUp: end,
    onPointerCancel: end,
    // The end of a long press is no press on whatever lies there by now.
    onTouchEnd: (event: React.TouchEvent) => {
      if (press.current.isLong) event.preventDefault()
    },
    // The browser's own menu of a long press.
    onContextMenu: (event: React.MouseEvent) => {
      if (press.current.isTouch || instead) event.preventDefault()
      if (instead && !press.current.isTouch) what()
    },
  }
}
