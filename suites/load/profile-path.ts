/** Whether a profile is named by its file: ids of profiles have no slash and no ending. */
export const isProfilePath = (named: string): boolean => /[\\/]|\.ya?ml$/u.test(named)
