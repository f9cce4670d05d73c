import { account } from './account'
import { change } from './change'
import { emoji } from './emoji'
import { groups } from './groups'
import { mine } from './mine'
import { people } from './people'
import { search } from './search'
import { shell } from './shell'
import { talk } from './talk'
import { threads } from './threads'

export const en = { account, change, emoji, groups, mine, people, search, shell, talk, threads }
