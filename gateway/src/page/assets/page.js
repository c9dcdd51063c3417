import { createRoot, React, Ruru } from '/graphql-page/editor/ruru.js';

const EDITOR = '/graphql-page/editor/';
const KEPT = 'gridlink:session';
const WORKERS = { json: 'jsonWorker.js', graphql: 'graphqlWorker.js' };
const SIGN_IN = `mutation SignIn($input: LoginInput!) {
  login(input: $input) { accessToken refreshToken expiresAt userErrors { message } }
}`;
const REFRESH = `mutation Refresh($input: RefreshSessionInput!) {
  refreshSession(input: $input) { accessToken refreshToken expiresAt userErrors { message } }
}`;
const EXAMPLE = `# 网格联动 GridLink — 文档在左侧 (documentation on the left).
# 登录后令牌自动附加 (once signed in, the token is sent with every request).
query WhatThereIs {
  __schema {
    queryType { fields { name description } }
    mutationType { fields { name description } }
  }
}
`;

globalThis.MonacoEnvironment = {
  getWorker: (_, label) => new Worker(EDITOR + (WORKERS[label] ?? 'editorWorker.js'), { type: 'module' }),
};

const element = (id) => document.getElementById(id);
// The session lives as long as the tab, so that a shared computer does not keep it.
let session = JSON.parse(sessionStorage.getItem(KEPT) ?? 'null');

async function post(body, headers = {}) {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return response.json();
}

function keep(next) {
  session = next;
  if (next) sessionStorage.setItem(KEPT, JSON.stringify(next));
  else sessionStorage.removeItem(KEPT);
  const isIn = Boolean(next);
  element('who').textContent = isIn ? `${next.login} · 已登录 signed in` : '公众 · not signed in';
  for (const id of ['login', 'password', 'sign-in']) element(id).hidden = isIn;
  element('sign-out').hidden = !isIn;
}

async function openSession(query, input, login) {
  const { data, errors } = await post({ query, variables: { input } });
  const payload = data?.login ?? data?.refreshSession;
  const problem = errors?.[0]?.message ?? payload?.userErrors?.[0]?.message;
  if (problem || !payload?.accessToken) throw new Error(problem ?? '登录失败 (sign-in failed)');
  keep({ login, accessToken: payload.accessToken, refreshToken: payload.refreshToken, expiresAt: payload.expiresAt });
}

/** The header of the signed-in account, with a fresh token when the old one is about to end. */
async function authorization() {
  if (!session) return {};
  if (Date.parse(session.expiresAt) - Date.now() < 30_000) {
    try {
      await openSession(REFRESH, { refreshToken: session.refreshToken }, session.login);
    } catch {
      keep(null);
      return {};
    }
  }
  return { authorization: `Bearer ${session.accessToken}` };
}

/** Results of a subscription as they come (GraphQL over server-sent events). */
async function* follow(request, headers) {
  const response = await fetch('/graphql/stream', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...headers },
    body: JSON.stringify(request),
  });
  if (!response.ok) return yield await response.json();
  let text = '';
  for await (const piece of response.body.pipeThrough(new TextDecoderStream())) {
    const events = (text + piece).split('\n\n');
    text = events.pop();
    for (const event of events) {
      const data = event.split('\n').find((line) => line.startsWith('data: {'));
      if (data) yield JSON.parse(data.slice('data: '.length));
    }
  }
}

const isSubscription = ({ operationName }, { documentAST } = {}) =>
  documentAST?.definitions.some(
    ({ operation, name }) => operation === 'subscription' && (!operationName || name?.value === operationName),
  );

const fetcher = async (request, options = {}) => {
  const headers = { ...(await authorization()), ...options.headers };
  return isSubscription(request, options) ? follow(request, headers) : post(request, headers);
};

element('account').addEventListener('submit', async (event) => {
  event.preventDefault();
  element('problem').textContent = '';
  const login = element('login').value;
  try {
    await openSession(SIGN_IN, { login, password: element('password').value }, login);
    element('password').value = '';
  } catch (error) {
    element('problem').textContent = error.message;
  }
});
element('sign-out').addEventListener('click', () => keep(null));

keep(session);
createRoot(element('editor')).render(
  React.createElement(Ruru, { fetcher, endpoint: '/graphql', defaultQuery: EXAMPLE, editorTheme: undefined }),
);
