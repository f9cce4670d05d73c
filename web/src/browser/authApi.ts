// Signing in and out. Answers with the session; the cookie itself is none of our business.
import type { Person } from '../protocol/wire'
import { request, setCsrfToken } from './http'

export interface SignedIn {
  me: Person
  session: number
  csrf: string
  must_change_password: boolean
}

export interface AuthSettings {
  organisation: string
  registration: 'open' | 'invite' | 'closed'
  version: string
}

export interface Registration {
  user_name: string
  name: string
  email: string
  phone?: string
  password: string
  invite?: string
}

async function session(method: string, path: string, body?: unknown): Promise<SignedIn> {
  const signedIn = await request<SignedIn>(method, `/api/v1/auth/${path}`, body)
  setCsrfToken(signedIn.csrf)
  return signedIn
}

export const getAuthSettings = () => request<AuthSettings>('GET', '/api/v1/auth/settings')
export const getSession = () => session('GET', 'session')
export const signIn = (login: string, password: string) =>
  session('POST', 'login', { login, password, as: 'browser' })
export const register = (registration: Registration) =>
  session('POST', 'register', { ...registration, as: 'browser' })
export const changePassword = (old_password: string, new_password: string) =>
  session('POST', 'password', { old_password, new_password })
export const signOut = () => request<void>('POST', '/api/v1/auth/logout')
