// The page at /api/docs: Swagger UI on the server's own document. Who is signed in tries calls as themselves.
/* global SwaggerUIBundle */
'use strict'

const kSafe = ['GET', 'HEAD', 'OPTIONS']

/** The session of this browser, or null. */
async function session() {
  const answer = await fetch('/api/v1/auth/session')
  return answer.ok ? await answer.json() : null
}

const dark = matchMedia('(prefers-color-scheme: dark)')
const followTheme = () => document.documentElement.classList.toggle('dark-mode', dark.matches)
dark.addEventListener('change', followTheme)
followTheme()

async function show() {
  const mine = await session()
  document.getElementById('who').textContent = mine
    ? `You are signed in as ${mine.me.name}. What you try here is done in your name.`
    : 'You are not signed in: sign in to Hearth first, or use “Authorize” with a token.'
  SwaggerUIBundle({
    url: '/api/openapi.json',
    dom_id: '#page',
    deepLinking: true,
    docExpansion: 'list',
    defaultModelsExpandDepth: 0,
    displayRequestDuration: true,
    filter: true,
    tryItOutEnabled: true,
    validatorUrl: null,
    requestInterceptor(request) {
      const foreign = new URL(request.url, location.href).origin !== location.origin
      if (!foreign && mine?.csrf && !kSafe.includes((request.method ?? 'GET').toUpperCase()))
        request.headers['X-CSRF-Token'] = mine.csrf
      return request
    },
  })
}

void show()
