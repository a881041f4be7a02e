/** Name of the key that client templates register (`$key.auth`) and with which a client authenticates unless a step says otherwise. */
export const usualKey = 'auth'
