using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CompetencyModular.Host.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Invitations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "InvitationId",
                table: "platform_password_resets",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "platform_invitations",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Way = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Culture = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    InvitedById = table.Column<Guid>(type: "TEXT", nullable: true),
                    InvitedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: false),
                    IsDue = table.Column<bool>(type: "INTEGER", nullable: false),
                    AcceptedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    WithdrawnAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Times = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_platform_invitations", x => x.Id);
                    table.ForeignKey(
                        name: "FK_platform_invitations_platform_people_PersonId",
                        column: x => x.PersonId,
                        principalTable: "platform_people",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_platform_password_resets_InvitationId",
                table: "platform_password_resets",
                column: "InvitationId");

            migrationBuilder.CreateIndex(
                name: "IX_platform_invitations_InvitedAt_Id",
                table: "platform_invitations",
                columns: new[] { "InvitedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_platform_invitations_IsDue",
                table: "platform_invitations",
                column: "IsDue");

            migrationBuilder.CreateIndex(
                name: "IX_platform_invitations_PersonId",
                table: "platform_invitations",
                column: "PersonId",
                unique: true);

            migrationBuilder.AddForeignKey(
                name: "FK_platform_password_resets_platform_invitations_InvitationId",
                table: "platform_password_resets",
                column: "InvitationId",
                principalTable: "platform_invitations",
                principalColumn: "Id",
                onDelete: ReferentialAction.Cascade);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_platform_password_resets_platform_invitations_InvitationId",
                table: "platform_password_resets");

            migrationBuilder.DropTable(
                name: "platform_invitations");

            migrationBuilder.DropIndex(
                name: "IX_platform_password_resets_InvitationId",
                table: "platform_password_resets");

            migrationBuilder.DropColumn(
                name: "InvitationId",
                table: "platform_password_resets");
        }
    }
}
