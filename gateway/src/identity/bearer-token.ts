/** The bearer token of a request, null when it carries none, or a reason why the header is not usable. */
export function bearerToken(
  authorization: string | undefined,
): { readonly token: string | null } | { readonly unusable: string } {
  if (authorization === undefined || authorization === '') return { token: null };
  const [scheme, token, ...rest] = authorization.trim().split(/ +/);
  if (scheme?.toLowerCase() !== 'bearer' || !token || rest.length > 0)
    return { unusable: 'Authorization 须为 "Bearer <令牌>" (the header must be "Bearer <token>")' };
  return { token };
}
