// The icons of the client: outlines on a 20 x 20 grid, drawn in the colour of the text around them.
const kPaths = {
  pencil:
    'M3.5 16.5l.8-3.7L13.6 3.5a1.6 1.6 0 0 1 2.3 0l.6.6a1.6 1.6 0 0 1 0 2.3L7.2 15.7l-3.7.8zM12 5.2l2.8 2.8',
  at: 'M13 10a3 3 0 1 1-6 0 3 3 0 0 1 6 0zM13 7v4a2 2 0 0 0 4 0v-1a7 7 0 1 0-2.8 5.600',
  thread: 'M3 4h14v9h-6l-4 3.500v-3.500H3zM6.500 7h7M6.500 10h4',
  bell: 'M5 13.500V9a5 5 0 0 1 10 0v4.500l1.200 1.500H3.800zM8.300 17a1.800 1.800 0 0 0 3.400 0',
  forward: 'M12 5l4.500 4.500L12 14M16 9.500H9a5 5 0 0 0-5 5v.5',
  pin: 'M7.2 3.2h5.6l-.7 4.6 2.7 2.8v1.2H5.2v-1.200l2.7-2.8-.7-4.600zM10 11.800v5.2',
  trash: 'M4 5.500h12M8 5.500v-2h4v2M5.5 5.500l.7 11h7.600l.7-11M8.5 8.500v5M11.5 8.500v5',
  group:
    'M7.5 9.5a2.75 2.75 0 1 0 0-5.5 2.75 2.75 0 0 0 0 5.5zM2.5 16v-.5a4 4 0 0 1 4-4h2a4 4 0 0 1 4 4v.5M13 4.3a2.75 2.75 0 0 1 0 5M14.5 11.8a4 4 0 0 1 3 3.7v.5',
  search: 'M9 15A6 6 0 1 0 9 3a6 6 0 0 0 0 12zM13.4 13.4L17 17',
  close: 'M5 5l10 10M15 5L5 15',
  back: 'M12 4.5L6.5 10l5.5 5.5',
  send: 'M3.5 10h6M3.8 4.2l12.9 5.8-12.9 5.8L5.5 10 3.8 4.2z',
  reply: 'M8 5L3.5 9.5 8 14M4 9.5h7a5 5 0 0 1 5 5v.5',
  copy: 'M7.5 7.5h8v9h-8zM12.5 7.5v-4h-9v9h4',
  link: 'M8.5 11.5a3 3 0 0 0 4.3 0l2.8-2.8a3 3 0 0 0-4.3-4.3l-.8.8M11.5 8.5a3 3 0 0 0-4.3 0l-2.8 2.8a3 3 0 0 0 4.3 4.3l.8-.8',
  info: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 9.5v4M10 6.7v.1',
  check: 'M4 10.5l3.8 3.8L16 6',
  checks: 'M1.8 10.5l3.7 3.8L13 6.5M9 13.3l1 1 8-7.8',
  clock: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 6v4l2.5 1.8',
  warning: 'M10 3.5l7.2 12.7H2.8L10 3.5zM10 8.5v3.5M10 14.1v.1',
  down: 'M10 4v11.5M5 10.5l5 5 5-5',
  chevron: 'M5.5 8l4.5 4.5L14.5 8',
  more: 'M4.8 10h.1M10 10h.1M15.2 10h.1',
  plus: 'M10 4v12M4 10h12',
  panel: 'M3 4h14v12H3zM12.5 4v12',
  lock: 'M5 9h10v7.5H5zM7 9V6.5a3 3 0 0 1 6 0V9',
  globe:
    'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM3 10h14M10 3c2 2 2.8 4.5 2.8 7s-.8 5-2.8 7c-2-2-2.8-4.5-2.8-7S8 5 10 3z',
  exit: 'M12.5 13v3.5h-9v-13h9V7M8 10h9M14 7l3 3-3 3',
  sun: 'M10 13.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM10 1.8v1.7M10 16.5v1.7M1.8 10h1.7M16.5 10h1.7M4.2 4.2l1.2 1.2M14.6 14.6l1.2 1.2M4.2 15.8l1.2-1.2M14.6 5.4l1.2-1.2',
  eye: 'M2 10s3-5.5 8-5.5 8 5.5 8 5.5-3 5.5-8 5.5S2 10 2 10zM10 12.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6z',
  note: 'M5 3h10v14l-5-3.5L5 17z',
  offline: 'M3 3l14 14M4 9a9 9 0 0 1 3-2M10 6a9 9 0 0 1 6 3M6.5 12a5 5 0 0 1 3-1.8M10 15.5v.1',
  removePerson:
    'M8 9.5A2.75 2.75 0 1 0 8 4a2.75 2.75 0 0 0 0 5.5zM2.5 16v-.5a4 4 0 0 1 4-4h3a4 4 0 0 1 4 4v.5M13.5 8h4',
  smile:
    'M10 17.2a7.2 7.2 0 1 0 0-14.4 7.2 7.2 0 0 0 0 14.4zM7 11.6a3.5 3.5 0 0 0 6 0M7.6 7.7v.5M12.4 7.7v.5',
  chat: 'M3 4.5h14v9.5H9.5L5.5 17v-3H3z',
} as const

export type IconName = keyof typeof kPaths

export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg
      className="icon"
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth={name === 'more' ? 2.4 : 1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={kPaths[name]} />
    </svg>
  )
}
