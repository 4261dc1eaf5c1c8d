<?php
/**
 * Plugin Name: Crosscheck
 * Description: Has Crosscheck audit every post that is published or changed, and keeps the summary with the post.
 * Version: 0.1.0
 * Requires at least: 6.0
 * Requires PHP: 8.0
 * License: Apache-2.0
 *
 * wp-config.php names the service, a key with the scopes `read` and `write`, and the secret that
 * `crosscheck webhook add https://SITE/wp-json/crosscheck/v1/webhook` printed:
 *
 *     define('CROSSCHECK_URL', 'https://crosscheck.example');
 *     define('CROSSCHECK_KEY', 'crosscheck_…');
 *     define('CROSSCHECK_WEBHOOK_SECRET', 'whsec_…');
 *
 * Saving a post waits for nothing: WP-Cron sends it, and again later where the service cannot be reached. The summary is the
 * post meta `_crosscheck_summary` (audit, created_at, status, counts of verdicts, error); `_crosscheck_fault` says why
 * a post could not be sent.
 */

declare(strict_types=1);

namespace Crosscheck;

defined('ABSPATH') || exit;

const SUMMARY = '_crosscheck_summary';
const FAULT = '_crosscheck_fault';
/** Seconds before each further attempt. */
const WAITS = [60, 300, 1800, 7200, 21600];
/** Seconds that a webhook may be old (Standard Webhooks 1.0). */
const TOLERANCE = 300;

add_action('transition_post_status', __NAMESPACE__ . '\on_transition', 10, 3);
add_action('crosscheck_send', __NAMESPACE__ . '\send', 10, 2);
add_action('rest_api_init', __NAMESPACE__ . '\add_route');

/** Asks WP-Cron to send a post that is public from now on, or was and has changed. */
function on_transition(string $new, string $old, \WP_Post $post): void
{
    if ($new === 'publish' && $post->post_type === 'post') {
        wp_schedule_single_event(time(), 'crosscheck_send', [$post->ID, 0]);
    }
}

/** Asks for the audit of a post as it is now; the Idempotency-Key is a digest of who asks and what, so none is made twice. */
function send(int $post_id, int $attempt): void
{
    $post = get_post($post_id);
    if (!$post || $post->post_status !== 'publish') {
        return;
    }
    $body = wp_json_encode(['articles' => [article($post)], 'webhook' => rest_url('crosscheck/v1/webhook')]);
    $reply = call('POST', '/v1/audits', ['Idempotency-Key' => hash_hmac('sha256', $body, CROSSCHECK_KEY)], $body);
    $status = (int) wp_remote_retrieve_response_code($reply);
    if ($status === 202) {
        delete_post_meta($post_id, FAULT);
        return;
    }
    update_post_meta($post_id, FAULT, wp_slash(fault_of($reply)));
    $passes = $status === 0 || $status === 409 || $status === 429 || $status >= 500;
    if ($passes && isset(WAITS[$attempt])) {
        $wait = max(WAITS[$attempt], (int) wp_remote_retrieve_header($reply, 'retry-after'));
        wp_schedule_single_event(time() + $wait, 'crosscheck_send', [$post_id, $attempt + 1]);
    }
}

/** The post as the service takes an article; its id names the site, for another one has posts of the same numbers. */
function article(\WP_Post $post): array
{
    $host = wp_parse_url(home_url(), PHP_URL_HOST);
    $title = html_entity_decode(wp_strip_all_tags(get_the_title($post)), ENT_QUOTES | ENT_HTML5, 'UTF-8');
    return [
        'id' => "wordpress-$host-" . $post->ID,
        'url' => get_permalink($post),
        'outlet' => $host,
        'title' => $title,
        'published_at' => get_post_time('c', true, $post),
        'authors' => [get_the_author_meta('display_name', (int) $post->post_author)],
        'html' => '<html><body><article>' . apply_filters('the_content', $post->post_content) . '</article></body></html>',
    ];
}

/** The address that Crosscheck tells of an audit that has ended. */
function add_route(): void
{
    register_rest_route('crosscheck/v1', '/webhook', [
        'methods' => 'POST',
        'permission_callback' => __NAMESPACE__ . '\is_signed',
        'callback' => __NAMESPACE__ . '\receive',
    ]);
}

/** Whether a webhook is Crosscheck's own and not an old one played again: Standard Webhooks 1.0. */
function is_signed(\WP_REST_Request $request): bool
{
    $secret = base64_decode(substr(CROSSCHECK_WEBHOOK_SECRET, strlen('whsec_')), true);
    $sent_at = (string) $request->get_header('webhook-timestamp');
    if (!$secret || !ctype_digit($sent_at) || abs(time() - (int) $sent_at) > TOLERANCE) {
        return false;
    }
    $signed = $request->get_header('webhook-id') . '.' . $sent_at . '.' . $request->get_body();
    $expected = 'v1,' . base64_encode(hash_hmac('sha256', $signed, $secret, true));
    // after a change of the secret there are two signatures
    foreach (explode(' ', (string) $request->get_header('webhook-signature')) as $signature) {
        if (hash_equals($expected, $signature)) {
            return true;
        }
    }
    return false;
}

/** Fetches the result of an audit that has ended; where that fails, a 5xx has Crosscheck tell of it again. */
function receive(\WP_REST_Request $request): \WP_REST_Response
{
    $event = json_decode($request->get_body(), true);
    if ($event['type'] === 'audit.completed') {
        $reply = call('GET', '/v1/audits/' . rawurlencode($event['data']['id']) . '/results');
        if ((int) wp_remote_retrieve_response_code($reply) !== 200) {
            return new \WP_REST_Response(['detail' => fault_of($reply)], 502);
        }
        foreach (json_decode(wp_remote_retrieve_body($reply), true)['results'] as $result) {
            keep($result, $event['data']);
        }
    }
    return new \WP_REST_Response(null, 204);
}

/** Keeps a summary with its post; events may come twice and in any order, so the audit asked for last stays. */
function keep(array $result, array $audit): void
{
    $post_id = (int) substr(strrchr($result['article_id'], '-'), 1);
    $kept = get_post_meta($post_id, SUMMARY, true);
    $is_newer = !$kept || new \DateTimeImmutable($kept['created_at']) <= new \DateTimeImmutable($audit['created_at']);
    if (!get_post($post_id) || !$is_newer) {
        return;
    }
    update_post_meta($post_id, SUMMARY, wp_slash([
        'audit' => $audit['id'],
        'created_at' => $audit['created_at'],
        'status' => $result['status'],
        'counts' => $result['counts'],
        'error' => $result['error']['detail'] ?? null,
    ]));
}

/** One request to the service: its reply, or a WP_Error. */
function call(string $method, string $path, array $headers = [], ?string $body = null): array|\WP_Error
{
    return wp_remote_request(CROSSCHECK_URL . $path, [
        'method' => $method,
        'timeout' => 30,
        'redirection' => 0,
        'headers' => $headers + ['Authorization' => 'Bearer ' . CROSSCHECK_KEY, 'Content-Type' => 'application/json'],
        'body' => $body,
    ]);
}

/** Why a request was not answered as it should be, for people. */
function fault_of(array|\WP_Error $reply): string
{
    if (is_wp_error($reply)) {
        return 'Crosscheck cannot be reached: ' . $reply->get_error_message();
    }
    $problem = json_decode(wp_remote_retrieve_body($reply), true);
    return 'Crosscheck answered ' . wp_remote_retrieve_response_code($reply) . ': ' . ($problem['detail'] ?? 'no reason given');
}
