export function Scheduled() {
  return null
}
