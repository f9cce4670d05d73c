import { account } from './account'
import { change } from './change'
import { emoji } from './emoji'
import { mine } from './mine'
import { people } from './people'
import { shell } from './shell'
import { talk } from './talk'

export const en = { account, change, emoji, mine, people, shell, talk }
