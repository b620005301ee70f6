-- KEYS: pause, mails, code. ARGV: request.
if redis.call('GET', KEYS[1]) == ARGV[1] then
  redis.call('DEL', KEYS[1])
  if redis.call('DECR', KEYS[2]) <= 0 then
    redis.call('DEL', KEYS[2])
  end
end
if redis.call('HGET', KEYS[3], 'request') == ARGV[1] then
  redis.call('DEL', KEYS[3])
end
return 1
