import { account } from './account'
import { change } from './change'
import { people } from './people'
import { shell } from './shell'
import { talk } from './talk'

export const en = { account, change, people, shell, talk }
