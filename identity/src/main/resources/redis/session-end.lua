-- KEYS: the family. ARGV: presented (digest). {'ended', user, session} when it was the family's, which is gone then.
local family = redis.call('HMGET', KEYS[1], 'user', 'session', 'current', 'previous')
if not family[1] or (family[3] ~= ARGV[1] and family[4] ~= ARGV[1]) then
  return {'unknown'}
end
redis.call('DEL', KEYS[1])
return {'ended', family[1], family[2]}
