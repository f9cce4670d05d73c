import { account } from './account'
import { emoji } from './emoji'
import { people } from './people'
import { shell } from './shell'
import { talk } from './talk'

export const en = { account, emoji, people, shell, talk }
