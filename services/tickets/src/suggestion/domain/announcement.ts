export type SuggestionVerb = 'received' | 'handed-on' | 'returned' | 'answered' | 'rated' | 'overdue';
