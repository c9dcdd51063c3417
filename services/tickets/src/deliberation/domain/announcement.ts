export type DeliberationVerb =
  | 'convened'
  | 'agenda-extended'
  | 'postponed'
  | 'cancelled'
  | 'opened'
  | 'resolved'
  | 'published';
