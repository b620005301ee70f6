-- KEYS: the session. ARGV: field, now (milliseconds). 1, or 0 for a session that ended: it is not brought back.
if redis.call('EXISTS', KEYS[1]) == 0 then
  return 0
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
return 1
