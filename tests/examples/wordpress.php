<?php
/**
 * As much of WordPress as the plugin calls, its state one JSON file: no database, no themes, no users.
 *
 *     php wordpress.php save ID STATUS   saves a post with a status
 *     php wordpress.php cron             runs what is due
 *     php -S ADDRESS wordpress.php       answers the REST routes
 *
 * The environment names STATE (the file), PLUGIN, SITE (address of the site) and what stands in wp-config.php.
 */

define('ABSPATH', __DIR__);
foreach (['CROSSCHECK_URL', 'CROSSCHECK_KEY', 'CROSSCHECK_WEBHOOK_SECRET'] as $name) {
    define($name, getenv($name));
}

class WP_Post
{
    public function __construct(
        public int $ID,
        public string $post_type,
        public string $post_status,
        public string $post_author,
        public string $post_title,
        public string $post_content,
        public string $post_date_gmt,
    ) {
    }
}

class WP_Error
{
    public function __construct(private string $message)
    {
    }

    public function get_error_message(): string
    {
        return $this->message;
    }
}

class WP_REST_Request
{
    public function get_header(string $name): ?string
    {
        return $_SERVER['HTTP_' . strtoupper(strtr($name, '-', '_'))] ?? null;
    }

    public function get_body(): string
    {
        return file_get_contents('php://input');
    }
}

class WP_REST_Response
{
    public function __construct(public mixed $data, public int $status)
    {
    }
}

$hooks = [];
$routes = [];

function state(?callable $change = null): array
{
    $path = getenv('STATE');
    $lock = fopen("$path.lock", 'c');
    flock($lock, LOCK_EX);
    $state = json_decode(file_get_contents($path), true);
    if ($change) {
        $state = $change($state);
        file_put_contents("$path.new", json_encode($state));
        rename("$path.new", $path);
    }
    return $state;
}

function add_action(string $hook, callable $callback, int $priority = 10, int $accepted_args = 1): void
{
    $GLOBALS['hooks'][$hook][] = $callback;
}

function do_action(string $hook, mixed ...$args): void
{
    foreach ($GLOBALS['hooks'][$hook] ?? [] as $callback) {
        $callback(...$args);
    }
}

function apply_filters(string $hook, mixed $value): mixed
{
    return $value;
}

function get_post(int $id): ?WP_Post
{
    $post = state()['posts'][$id] ?? null;
    return $post ? new WP_Post($id, ...$post) : null;
}

function get_the_title(WP_Post $post): string
{
    return $post->post_title;
}

function get_post_time(string $format, bool $gmt, WP_Post $post): string
{
    return (new DateTimeImmutable($post->post_date_gmt . ' UTC'))->format($format);
}

function get_permalink(WP_Post $post): string
{
    return home_url() . '/?p=' . $post->ID;
}

function get_the_author_meta(string $field, int $user_id): string
{
    return state()['users'][$user_id][$field];
}

function home_url(): string
{
    return getenv('SITE');
}

function rest_url(string $path): string
{
    return home_url() . '/wp-json/' . $path;
}

function wp_parse_url(string $url, int $component): string
{
    return parse_url($url, $component);
}

function wp_strip_all_tags(string $text): string
{
    return strip_tags($text);
}

function wp_json_encode(mixed $data): string
{
    return json_encode($data);
}

function wp_slash(mixed $value): mixed
{
    return is_array($value) ? array_map('wp_slash', $value) : (is_string($value) ? addslashes($value) : $value);
}

function wp_unslash(mixed $value): mixed
{
    return is_array($value) ? array_map('wp_unslash', $value) : (is_string($value) ? stripslashes($value) : $value);
}

function get_post_meta(int $id, string $key, bool $single): mixed
{
    return state()['meta'][$id][$key] ?? '';
}

function update_post_meta(int $id, string $key, mixed $value): void
{
    state(fn (array $state) => array_replace_recursive($state, ['meta' => [$id => [$key => wp_unslash($value)]]]));
}

function delete_post_meta(int $id, string $key): void
{
    state(function (array $state) use ($id, $key) {
        unset($state['meta'][$id][$key]);
        return $state;
    });
}

function wp_schedule_single_event(int $timestamp, string $hook, array $args): void
{
    state(function (array $state) use ($timestamp, $hook, $args) {
        $state['events'][] = [$timestamp, $hook, $args];
        return $state;
    });
}

function register_rest_route(string $namespace, string $route, array $args): void
{
    $GLOBALS['routes']["/wp-json/$namespace$route"] = $args;
}

function wp_remote_request(string $url, array $args): array|WP_Error
{
    $headers = array_map(fn ($name, $value) => "$name: $value", array_keys($args['headers']), $args['headers']);
    $context = stream_context_create(['http' => [
        'method' => $args['method'],
        'header' => implode("\r\n", $headers),
        'content' => $args['body'] ?? '',
        'timeout' => $args['timeout'],
        'follow_location' => $args['redirection'],
        'ignore_errors' => true,
    ]]);
    $body = @file_get_contents($url, false, $context);
    if ($body === false) {
        return new WP_Error(error_get_last()['message']);
    }
    preg_match('/ (\d{3})/', $http_response_header[0], $status);
    $fields = [];
    foreach (array_slice($http_response_header, 1) as $line) {
        [$name, $value] = explode(':', $line, 2);
        $fields[strtolower($name)] = trim($value);
    }
    return ['code' => (int) $status[1], 'headers' => $fields, 'body' => $body];
}

function is_wp_error(mixed $value): bool
{
    return $value instanceof WP_Error;
}

function wp_remote_retrieve_response_code(array|WP_Error $reply): int|string
{
    return is_wp_error($reply) ? '' : $reply['code'];
}

function wp_remote_retrieve_header(array|WP_Error $reply, string $name): string
{
    return is_wp_error($reply) ? '' : ($reply['headers'][$name] ?? '');
}

function wp_remote_retrieve_body(array|WP_Error $reply): string
{
    return is_wp_error($reply) ? '' : $reply['body'];
}

function save(int $id, string $status): void
{
    $before = get_post($id)->post_status;
    state(fn (array $state) => array_replace_recursive($state, ['posts' => [$id => ['post_status' => $status]]]));
    do_action('transition_post_status', $status, $before, get_post($id));
}

function cron(): void
{
    [$due, $later] = [[], []];
    state(function (array $state) use (&$due, &$later) {
        foreach ($state['events'] as $event) {
            $event[0] <= time() ? $due[] = $event : $later[] = $event;
        }
        return array_replace($state, ['events' => $later]);
    });
    foreach ($due as [, $hook, $args]) {
        do_action($hook, ...$args);
    }
}

function serve(): void
{
    do_action('rest_api_init');
    $route = $GLOBALS['routes'][parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH)];
    $request = new WP_REST_Request();
    $reply = $route['permission_callback']($request) ? $route['callback']($request) : new WP_REST_Response(null, 401);
    http_response_code($reply->status);
    echo json_encode($reply->data);
}

require getenv('PLUGIN');

match ($argv[1] ?? 'serve') {
    'save' => save((int) $argv[2], $argv[3]),
    'cron' => cron(),
    'serve' => serve(),
};
