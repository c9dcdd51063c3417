export type DeliberationVerb =
  | 'convened'
  | 'agenda-extended'
  | 'invited'
  | 'postponed'
  | 'cancelled'
  | 'opened'
  | 'resolved'
  | 'published';

/** What happened, and to which items and attendees of the meeting; none where it is to the whole of it. */
export type DeliberationNews = {
  readonly verb: DeliberationVerb;
  readonly items?: readonly string[];
  readonly attendees?: readonly string[];
};
