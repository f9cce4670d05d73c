// The day it is, so that "Today" becomes "Yesterday" at midnight while nobody touches the page.
import { create } from 'zustand'

const useDay = create<{ day: Date }>(() => ({ day: new Date() }))

window.setInterval(() => {
  const now = new Date()
  if (now.toDateString() !== useDay.getState().day.toDateString()) useDay.setState({ day: now })
}, 20_000)

export function useToday(): Date {
  return useDay((store) => store.day)
}
