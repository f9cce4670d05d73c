import { account } from './account'
import { people } from './people'
import { shell } from './shell'
import { talk } from './talk'

export const en = { account, people, shell, talk }
