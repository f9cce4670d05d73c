/**
 * Writes `text` in the place of `from` to `to` as if it were typed, so that Undo takes it back, and keeps the caret where
 * it was in the words around; or behind the new text when it was inside of the old. A box that cannot have the
 * focus just now (behind a dialog) takes it all the same, without Undo.
 */
export function insertText(box: HTMLTextAreaElement, from: number, to: number, text: string): void {
  const caret = box.selectionEnd
  const after =
    caret > to ? caret - (to - from) + text.length : caret < from ? caret : from + text.length
  box.focus({ preventScroll: true })
  box.setSelectionRange(from, to)
  // Deprecated, and the only way that Undo hears of.
  const typed = document.activeElement === box && document.execCommand('insertText', false, text)
  if (!typed) {
    box.setRangeText(text, from, to, 'end')
    box.dispatchEvent(
      new InputEvent('input', { bubbles: true, inputType: 'insertReplacementText' }),
    )
  }
  box.setSelectionRange(after, after)
}
